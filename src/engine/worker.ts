// WebKit runs the file that a worker began with once more when another file imports from it, and that would be a second engine: this one has
// nothing to import.
import './serve.ts'
