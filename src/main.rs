fn main() -> std::process::ExitCode {
    let mut args = std::env::args_os().skip(1);
    let path = args.next().map(Into::into);
    claimark::gui::run(claimark::gui::Start {
        path,
        annotator: std::env::var("ANN").ok(),
    })
}
