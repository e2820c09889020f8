//! Makes sure that the folder of the built UI exists, so that the engine compiles without it.

use std::path::Path;

fn main() -> std::io::Result<()> {
    println!("cargo:rerun-if-changed=web/dist");
    println!("cargo:rerun-if-changed=forms");
    println!("cargo:rerun-if-changed=workflows");
    println!("cargo:rerun-if-changed=scripts");
    println!("cargo:rerun-if-changed=migrations");
    for folder in ["web/dist", "forms", "workflows", "scripts"] {
        if !Path::new(folder).exists() {
            std::fs::create_dir_all(folder)?;
        }
    }
    Ok(())
}
