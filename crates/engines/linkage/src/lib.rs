//! Which records are about the same person, and why: Fellegi-Sunter linkage of any two tables, or of one with itself.
