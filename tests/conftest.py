"""What every test may use. The database is started by antoan.config.settings.test."""
