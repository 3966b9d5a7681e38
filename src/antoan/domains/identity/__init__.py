"""How people prove who they are without a password: by phone, by a printed code, at a desk; and for whom they act."""
