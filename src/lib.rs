pub mod lang;
pub mod error;
pub mod value;
pub mod catalog { pub mod model; }
