//! How far raters agree beyond chance, with an interval beside each coefficient.
