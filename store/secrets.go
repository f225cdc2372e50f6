package store

import "duban/models"

// StoredSecret are the secrets of a person's second factor, or of a channel.
type StoredSecret struct {
	PersonID  string
	ChannelID string
	stored    map[string]string // as they were read, by column
	plain     map[string]string // of those that are to be encrypted, by column
}

func factorOwner(personID string) string { return "second factor " + personID }

func channelOwner(id string) string { return "channel " + id }

func (tx *Tx) hide(s models.Secret, owner string) models.Secret {
	return models.Secret(tx.store.secrets.Seal(string(s), owner))
}

// reveal decrypts a secret in place, and leaves it as it is with an error.
func (tx *Tx) reveal(s *models.Secret, owner string) error {
	plain, _, err := tx.store.secrets.Open(string(*s), owner)
	if err != nil {
		return models.Errorf(models.KindUnavailable, "secrets_key",
			"动态口令或发送渠道的密钥无法解密，请联系运维员核对 --secrets-key").Because(err)
	}
	*s = models.Secret(plain)
	return nil
}

// StaleSecrets returns the secrets that are not encrypted with the first key, and those that no key decrypts. A secret
// that waits for its first code and is not decrypted is only to be cleared.
func (tx *Tx) StaleSecrets() (stale, lost []StoredSecret, err error) {
	sort := func(s StoredSecret, owner string, columns map[string]models.Secret) {
		s.stored, s.plain = map[string]string{}, map[string]string{}
		for column, secret := range columns {
			s.stored[column] = string(secret)
			plain, current, err := tx.store.secrets.Open(string(secret), owner)
			if err != nil && column == "next" {
				err = nil
			}
			if err != nil {
				lost = append(lost, s)
				return
			}
			if !current {
				s.plain[column] = plain
			}
		}
		if len(s.plain) > 0 {
			stale = append(stale, s)
		}
	}
	factors, err := list[models.SecondFactor](tx, "person_id", "1 = 1")
	if err != nil {
		return nil, nil, err
	}
	for _, f := range factors {
		sort(StoredSecret{PersonID: f.PersonID}, factorOwner(f.PersonID),
			map[string]models.Secret{"secret": f.Secret, "next": f.Next})
	}
	channels, err := list[models.Channel](tx, "id", "1 = 1")
	for _, c := range channels {
		sort(StoredSecret{ChannelID: c.ID}, channelOwner(c.ID), map[string]models.Secret{"sealed": c.Sealed})
	}
	return stale, lost, err
}

// SealSecret encrypts what StaleSecrets returned with the first key. What another process has changed meanwhile stays.
func (tx *Tx) SealSecret(s StoredSecret) error {
	values := map[string]any{}
	owner := channelOwner(s.ChannelID)
	if s.PersonID != "" {
		owner = factorOwner(s.PersonID)
	}
	for column, plain := range s.plain {
		values[column] = tx.store.secrets.Seal(plain, owner)
	}
	if s.PersonID != "" {
		return failed(update[models.SecondFactor](tx, values, "person_id = ? AND secret = ? AND next = ?", s.PersonID,
			s.stored["secret"], s.stored["next"]).Error, "seal", s.PersonID)
	}
	return failed(update[models.Channel](tx, values, "id = ? AND sealed = ?", s.ChannelID, s.stored["sealed"]).Error,
		"seal", s.ChannelID)
}
