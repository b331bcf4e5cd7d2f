//! Lists the messages of `locales/en.ftl` and `locales/page/en.ftl` and their arguments, so that the compiler checks each
//! use of `message!`.

use std::error::Error;
use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs};

#[path = "src/source.rs"]
mod source;

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=../../locales");
    let mut list = String::from("&[\n");
    for path in ["../../locales/en.ftl", "../../locales/page/en.ftl"] {
        for (key, arguments) in source::messages(&fs::read_to_string(path)?)? {
            writeln!(list, "    ({key:?}, &{:?}),", Vec::from_iter(arguments))?;
        }
    }
    list.push(']');
    fs::write(Path::new(&env::var("OUT_DIR")?).join("messages.rs"), list)?;
    Ok(())
}
