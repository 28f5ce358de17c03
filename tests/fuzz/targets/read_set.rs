#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| claimark_fuzz::read_set(bytes));
