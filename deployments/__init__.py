"""A registry of military deployments as public sources announce them."""
