//! Lists the messages of `locales/en.ftl` and their arguments, so that the compiler checks each use of `message!`.

use std::error::Error;
use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs};

#[path = "src/source.rs"]
mod source;

fn main() -> Result<(), Box<dyn Error>> {
    let path = "../../locales/en.ftl";
    println!("cargo::rerun-if-changed={path}");
    println!("cargo::rerun-if-changed=../../locales/fa.ftl");
    let mut list = String::from("&[\n");
    for (key, arguments) in source::messages(&fs::read_to_string(path)?)? {
        writeln!(list, "    ({key:?}, &{:?}),", Vec::from_iter(arguments))?;
    }
    list.push(']');
    fs::write(Path::new(&env::var("OUT_DIR")?).join("messages.rs"), list)?;
    Ok(())
}
