//! Currencies by their ISO 4217 codes: which words and signs stand for which.
//!
//! Codes and full names ("Hong Kong dollars") are those of ISO 4217. A word that several countries use stands for one only where news
//! in English does so without saying more: a dollar is American, a pound sterling where it is written `£`. Rupees, dinars, pesos,
//! kroner, francs and the pounds that may be a weight keep their word: the person who knows the country says the code.

use iso_currency::Currency;

/// What is in use; codes of funds, metals and tests are left out, as are those that were given up.
const CODES: &str = "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLP CNY \
    COP CRC CUP CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD \
    JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN \
    NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SYP SZL THB TJS \
    TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VED VND VUV WST XAF XCD XOF XPF YER ZAR ZMW";

/// Codes that are words as well: in running text they are codes only behind a number.
const WORDS_TOO: &str = "ALL AMD BAM COP CUP GEL LAK MAD MOP PEN RON SOS TOP TRY";

/// Signs and short forms that stand before a number.
const SIGNS: &[(&str, &str)] = &[
    ("USD", "$ US$ ＄"),
    ("AUD", "A$ AU$"),
    ("CAD", "C$ CA$ CAD$"),
    ("NZD", "NZ$"),
    ("HKD", "HK$"),
    ("SGD", "S$ SG$"),
    ("TWD", "NT$"),
    ("BRL", "R$"),
    ("MXN", "MX$ Mex$"),
    ("EUR", "€"),
    ("GBP", "£ ￡"),
    ("JPY", "¥ ￥ JP¥"),
    ("CNY", "RMB CN¥"),
    ("INR", "₹"),
    ("KRW", "₩"),
    ("ILS", "₪"),
    ("RUB", "₽"),
    ("TRY", "₺"),
    ("UAH", "₴"),
    ("VND", "₫"),
    ("NGN", "₦"),
    ("KZT", "₸"),
    ("PHP", "₱"),
    ("THB", "฿"),
    ("BDT", "৳"),
    ("GEL", "₾"),
    ("AZN", "₼"),
    ("AMD", "֏"),
    ("MNT", "₮"),
    ("LAK", "₭"),
    ("KHR", "៛"),
    ("CRC", "₡"),
    ("PYG", "₲"),
    ("GHS", "GH₵ ₵"),
    ("MYR", "RM"),
    ("IDR", "Rp"),
    ("CHF", "SFr"),
    ("rupees", "Rs Rs. ₨"),
];

/// Words that stand for one currency wherever news in English has them, divided by `|`.
const WORDS: &[(&str, &str)] = &[
    (
        "USD",
        "dollar|dollars|US dollar|US dollars|U.S. dollars|American dollars|bucks|美元",
    ),
    ("EUR", "euro|euros|欧元|歐元"),
    ("GBP", "pounds sterling|British pounds|sterling|英镑"),
    ("JPY", "yen|日元|円"),
    (
        "CNY",
        "yuan|renminbi|Chinese yuan|Chinese renminbi|元|人民币",
    ),
    ("KRW", "South Korean won|Korean won|won"),
    ("RUB", "ruble|rubles|rouble|roubles|Russian roubles"),
    ("KZT", "tenge"),
    ("TRY", "Turkish lira|Turkish liras|lira|liras"),
    ("UAH", "hryvnia|hryvnias|hryvnya"),
    ("PLN", "zloty|zlotys|zlotych|złoty|złotys"),
    ("ILS", "shekel|shekels"),
    ("THB", "baht"),
    ("MYR", "ringgit"),
    ("IDR", "rupiah|rupiahs"),
    ("VND", "dong|đồng"),
    ("NGN", "naira"),
    ("BDT", "taka"),
    ("ZAR", "rand"),
    ("BRL", "reais"),
    ("HUF", "forint|forints"),
    ("CHF", "Swiss franc|Swiss francs"),
    ("GHS", "cedi|cedis"),
    ("ETB", "birr"),
    ("HKD", "港元"),
    ("TWD", "Taiwan dollars|Taiwanese dollars"),
    ("NOK", "Norwegian kroner|Norwegian krone|Norwegian crowns"),
    ("DKK", "Danish kroner|Danish krone|Danish crowns"),
    ("SEK", "Swedish kronor|Swedish krona|Swedish crowns"),
    ("ISK", "Icelandic kronur|Icelandic krona"),
    (
        "CZK",
        "Czech crowns|Czech koruna|Czech korunas|koruna|korunas",
    ),
    ("AMD", "dram|drams"),
    ("AZN", "manat|manats"),
    ("GEL", "lari|laris"),
    ("KHR", "riel|riels"),
    ("MMK", "kyat|kyats"),
    ("MNT", "tugrik|tugriks|togrog"),
    ("RON", "lei|leu"),
    ("UZS", "Uzbek som|Uzbek sum"),
    ("KGS", "Kyrgyz som"),
    ("kroner", "kroner|krone"),
    ("kronor", "kronor|krona"),
    ("kwacha", "kwacha|kwachas"),
    ("pesos", "pesos|peso"),
    ("INR", "Indian rupees|Indian rupee"),
    ("PKR", "Pakistani rupees|Pakistani rupee"),
    ("SAR", "Saudi riyals|Saudi riyal"),
    ("AED", "UAE dirhams|Emirati dirhams"),
];

/// Each way of writing a currency: its code, the words, whether it stands before a number, whether behind.
pub(super) fn all() -> Vec<(String, String, bool, bool)> {
    let mut out = Vec::new();
    for (code, signs) in SIGNS {
        let signs = signs.split(' ');
        out.extend(signs.map(|sign| ((*code).to_owned(), sign.to_owned(), true, true)));
    }
    for (code, words) in WORDS {
        let words = words.split('|');
        out.extend(words.map(|word| ((*code).to_owned(), word.to_owned(), false, true)));
    }
    for code in CODES.split_whitespace() {
        let Some(currency) = Currency::from_code(code) else {
            continue;
        };
        let before = !WORDS_TOO.split(' ').any(|word| word == code);
        out.push((code.to_owned(), code.to_owned(), before, true));
        // One word alone may mean something else: "mark", "real", "gold".
        let name = currency.name();
        if name.contains(' ') && !name.contains('(') {
            out.push((code.to_owned(), name.to_owned(), false, true));
            out.push((code.to_owned(), format!("{name}s"), false, true));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What several countries have keeps its word.
    fn is_word(code: &str) -> bool {
        code.bytes().all(|b| b.is_ascii_lowercase())
    }

    #[test]
    fn every_code_is_one_of_iso_4217_and_in_use() {
        let codes = CODES.split_whitespace();
        let of_words = SIGNS.iter().chain(WORDS).map(|(code, _)| *code);
        for code in codes.chain(of_words).filter(|code| !is_word(code)) {
            let currency = Currency::from_code(code);
            let flags = currency.map(|currency| currency.flags().len());
            assert_eq!(flags, Some(0), "{code}");
        }
        for code in WORDS_TOO.split(' ') {
            assert!(CODES.split_whitespace().any(|own| own == code), "{code}");
        }
    }
}
