package contract

import "duban/models"

// Of the channels by which messages leave the program.
const (
	ChannelsWorkflow        = "Channels"
	ChannelsWorkflowID      = "channels" // there is one
	ActivityRouteDeliveries = "RouteDeliveries"
	ActivitySendDeliveries  = "SendDeliveries"
)

// Routed is what can be sent: the IDs of the channels that have something to send now, and when that changes by itself;
// 0: never.
type Routed struct {
	Channels []string       `json:"channels,omitempty"`
	NextAt   models.Instant `json:"next_at,omitempty"`
}

// SendBy is the parameter that sends what a channel has to send.
type SendBy struct {
	Channel string         `json:"channel"`
	Now     models.Instant `json:"now"`
}

// SentBy is how many deliveries a channel settled, and how many of them failed or are uncertain.
type SentBy struct {
	Count  int `json:"count"`
	Failed int `json:"failed"`
}
