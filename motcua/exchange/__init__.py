"""What we told other systems and what they answered; the queue one can inspect, edit and resend."""
