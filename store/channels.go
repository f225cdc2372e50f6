package store

import "duban/models"

// Channels loads the channels that are not removed, oldest first.
func (tx *Tx) Channels() ([]models.Channel, error) {
	return tx.channels("removed_at = 0")
}

// AllChannels loads every channel, removed ones too, oldest first.
func (tx *Tx) AllChannels() ([]models.Channel, error) {
	return tx.channels("1 = 1")
}

// channels loads channels. What is not decrypted stays as it is: a list of them needs no secret.
func (tx *Tx) channels(condition string) ([]models.Channel, error) {
	rows, err := list[models.Channel](tx, "created_at, id", condition)
	for i := range rows {
		_ = tx.reveal(&rows[i].Sealed, channelOwner(rows[i].ID))
	}
	return rows, err
}

// Channel loads a channel by its ID. Errors: KindNotFound.
func (tx *Tx) Channel(id string) (models.Channel, error) {
	c, err := first[models.Channel](tx, models.Errorf(models.KindNotFound, "no_channel", "没有找到该发送渠道，请刷新后核对"), "id = ?", id)
	if err == nil {
		err = tx.reveal(&c.Sealed, channelOwner(id))
	}
	return c, err
}

// InsertChannel stores a new channel.
func (tx *Tx) InsertChannel(c models.Channel) error {
	c.Sealed = tx.hide(c.Sealed, channelOwner(c.ID))
	return insert(tx, []models.Channel{c}, "channel")
}

// RemoveChannel removes a channel: its address and secret are erased, what it sent stays on record.
func (tx *Tx) RemoveChannel(id string, at models.Instant) error {
	done := update[models.Channel](tx, map[string]any{"removed_at": at, "sealed": ""}, "id = ? AND removed_at = 0", id)
	return changedOne(done, func() error {
		return models.Errorf(models.KindNotFound, "no_channel", "没有找到该发送渠道，请刷新后核对")
	}, "remove channel", id)
}

// SetChannelState stores how a channel works: what Channel.After and Bucket.Take changed.
func (tx *Tx) SetChannelState(c models.Channel) error {
	values := map[string]any{"failures": c.Failures, "dead_since": c.DeadSince, "last_error": c.LastError,
		"last_at": c.LastAt, "retry_at": c.RetryAt, "turn_at": c.TurnAt}
	return failed(update[models.Channel](tx, values, "id = ?", c.ID).Error, "channel state", c.ID)
}
