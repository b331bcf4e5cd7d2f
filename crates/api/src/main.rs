//! The `shahrak` program. All of it is in the library, so that the binary only links.

use std::process::ExitCode;

use mimalloc::MiMalloc;

/// Large answers consist of many small values; the system's allocator is visibly slower for them.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    shahrak::main()
}
