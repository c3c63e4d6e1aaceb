"""Sarah's Law (Child Sex Offender Disclosure Scheme): everything that is its own."""
