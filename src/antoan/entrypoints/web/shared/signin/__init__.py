"""Sign-in of staff: allauth's views with our addresses, forms and pages."""
