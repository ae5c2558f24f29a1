"""Where signatures come from: tokens, the agency's seal, remote services, timestamp authorities, fakes of them."""
