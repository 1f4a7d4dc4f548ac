//! Every IRI the program writes.
