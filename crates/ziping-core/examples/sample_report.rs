//! Prints the sample report as HTML: `cargo run -p ziping-core --example sample_report`.

use ziping_core::sample::sample;
use ziping_core::{export, Subject};

fn main() {
    let draft = sample();
    let document = Subject::of(&draft, None).document();
    print!("{}", export::html::write(&document, &draft));
}
