"""The doors of SMS gateways: what people send us comes in here, and reports of what we sent."""
