"""What all pages share: layout, components, assets."""
