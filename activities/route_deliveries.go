package activities

import (
	"cmp"
	"context"
	"slices"

	"duban/models"
	"duban/store"
	"duban/workflows/contract"
)

// RouteDeliveries chooses the channel of what waits to leave the program, settles what no channel can take and what was
// claimed by a process that stopped, and returns which channels have something to send.
func (a *Activities) RouteDeliveries(ctx context.Context, p contract.Deliver) (contract.Routed, error) {
	if a.held(p.Now) {
		return contract.Routed{}, nil
	}
	p.Now = a.moment(p.Now)
	var out contract.Routed
	err := a.Store.Write(ctx, func(tx *store.Tx) (err error) {
		r := routing{tx: tx, now: p.Now}
		out, err = r.all()
		return err
	})
	return out, answer(ctx, err)
}

// routing is one look at everything that waits.
type routing struct {
	tx       *store.Tx
	now      models.Instant
	channels []models.Channel // not removed
	kinds    map[string]models.ChannelKind
	reach    map[string]models.Reach // by person
	disabled map[string]bool
}

func (r *routing) all() (out contract.Routed, err error) {
	claimed, err := r.tx.OpenDeliveries(models.DeliveryClaimed)
	if err != nil {
		return out, err
	}
	waiting, err := r.tx.OpenDeliveries(models.DeliveryWaiting)
	if err != nil || len(claimed)+len(waiting) == 0 {
		return out, err
	}
	if err := r.load(); err != nil {
		return out, err
	}
	for _, d := range claimed {
		if d.LeaseUntil > r.now {
			out.NextAt = earlier(out.NextAt, d.LeaseUntil)
			continue
		}
		after := d.Unclaimed(r.kinds[d.Channel], r.now)
		if _, err := r.tx.SettleDelivery(after, models.DeliveryClaimed, d.ClaimedBy); err != nil {
			return out, err
		}
		if !after.Status.Settled() {
			out.NextAt = earlier(out.NextAt, after.NextTry)
		}
	}
	for _, d := range waiting {
		if at := max(d.NotBefore, d.NextTry); d.NotBefore > r.now {
			out.NextAt = earlier(out.NextAt, at)
			continue
		}
		routed := r.route(d)
		if routed != d {
			if _, err := r.tx.SettleDelivery(routed, models.DeliveryWaiting, d.ClaimedBy); err != nil {
				return out, err
			}
		}
		if !routed.Status.Settled() {
			r.due(routed, &out)
		}
	}
	out.NextAt = wholeSecond(out.NextAt)
	return out, nil
}

// due adds a delivery to what can be sent now or later.
func (r *routing) due(d models.Delivery, out *contract.Routed) {
	i := slices.IndexFunc(r.channels, func(c models.Channel) bool { return c.ID == d.Channel })
	at := d.NextTry
	if i >= 0 && d.Kind != models.DeliveryTest {
		at = max(at, r.channels[i].RetryAt)
	}
	switch {
	case at > r.now:
		out.NextAt = earlier(out.NextAt, at)
	case !slices.Contains(out.Channels, d.Channel):
		out.Channels = append(out.Channels, d.Channel)
	}
}

func (r *routing) load() error {
	all, err := r.tx.AllChannels()
	if err != nil {
		return err
	}
	r.kinds = map[string]models.ChannelKind{}
	for _, c := range all {
		r.kinds[c.ID] = c.Kind
		if c.RemovedAt == 0 {
			r.channels = append(r.channels, c)
		}
	}
	people, err := r.tx.People()
	if err != nil {
		return err
	}
	contacts, err := r.tx.Contacts()
	if err != nil {
		return err
	}
	roles, err := r.tx.AllRoles()
	r.reach, r.disabled = models.ReachOf(contacts, roles, r.now.Date()), map[string]bool{}
	for _, p := range people {
		r.disabled[p.ID] = p.Disabled
	}
	return err
}

// route returns a delivery with its channel, or settled when it has none.
func (r *routing) route(d models.Delivery) models.Delivery {
	i := slices.IndexFunc(r.channels, func(c models.Channel) bool { return c.ID == d.Channel })
	switch {
	case d.Kind == models.DeliveryTest:
		if i < 0 {
			return settled(d, models.DeliveryDropped, "渠道已停用", r.now)
		}
		return d
	case r.disabled[d.PersonID]:
		return settled(d, models.DeliveryDropped, "人员账号已停用", r.now)
	case i >= 0 && r.channels[i].Live() && r.channels[i].Serves(r.reachOf(d)):
		return d
	}
	c, found := models.NextChannel(r.channels, r.reachOf(d), d)
	switch {
	case found && c.ID == d.Channel: // it is dead, and there is no other
		return d
	case found:
		d.Channel, d.Attempts, d.NextTry = c.ID, 0, 0
		return d
	case d.Tried == "":
		d.Channel = string(models.ChannelInbox)
		return settled(d, models.DeliveryDelivered, "未登记外部渠道，只在站内", r.now)
	}
	return settled(d, models.DeliveryFailed, cmp.Or(d.Why, "各渠道都未能送达")+"；站内可见", r.now)
}

func (r *routing) reachOf(d models.Delivery) models.Reach {
	reach := r.reach[d.PersonID]
	if d.PartyID != "" && !slices.Contains(reach.Parties, d.PartyID) {
		reach.Parties = append(slices.Clone(reach.Parties), d.PartyID)
	}
	return reach
}

func settled(d models.Delivery, status models.DeliveryStatus, why string, now models.Instant) models.Delivery {
	d.Status, d.Why, d.At, d.NextTry = status, why, now, 0
	return d
}

// earlier returns the earlier of two moments, of which 0 is none.
func earlier(a, b models.Instant) models.Instant {
	if a == 0 || b != 0 && b < a {
		return b
	}
	return a
}
