//! Reads files and says what came of each: lines and tables, or why not.

use ziping_core::import::source::Block;
use ziping_office::{gb18030, read, Limits};

fn main() -> std::io::Result<()> {
    for file in std::env::args().skip(1) {
        let bytes = std::fs::read(&file)?;
        match read(&bytes, &file, &Limits::default(), gb18030) {
            Ok(source) => {
                let is_line = |block: &&Block| matches!(block, Block::Line(_));
                let lines = source.blocks.iter().filter(is_line).count();
                let tables = source.blocks.len() - lines;
                println!("{file}: {lines} lines, {tables} tables");
            }
            Err(refusal) => println!("{}", refusal.message(&file)),
        }
    }
    Ok(())
}
