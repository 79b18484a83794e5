use wasmtime_wasi::p2::pipe::MemoryOutputPipe;
use wasmtime_wasi::p2::{OutputStream, StdoutStream};

/// What a program prints, kept for the one who runs it.
#[derive(Clone)]
pub struct Said(pub MemoryOutputPipe);

impl Said {
    pub fn new() -> Said {
        Said(MemoryOutputPipe::new(4096))
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.0.contents()).into_owned()
    }
}

impl StdoutStream for Said {
    fn stream(&self) -> Box<dyn OutputStream> {
        Box::new(self.0.clone())
    }

    fn isatty(&self) -> bool {
        false
    }
}
