package store

import (
	"duban/models"
)

// InsertAccountRequest stores a new request.
func (tx *Tx) InsertAccountRequest(r models.AccountRequest) error {
	return insert(tx, []models.AccountRequest{r}, "account request")
}

// AccountRequest loads a request and reports whether it exists.
func (tx *Tx) AccountRequest(id string) (models.AccountRequest, bool, error) {
	return find[models.AccountRequest](tx, "id = ?", id)
}

// AccountRequests loads requests of a status (of all for ""), the newest first, at most limit.
func (tx *Tx) AccountRequests(status models.RequestStatus, limit int) (rows []models.AccountRequest, err error) {
	err = tx.db.Where("? = '' OR status = ?", string(status), string(status)).Order("asked_at DESC, id").Limit(limit).
		Find(&rows).Error
	return rows, failed(err, "account requests")
}

// AccountRequestsAbout loads the requests about a person, the newest first.
func (tx *Tx) AccountRequestsAbout(personID string) ([]models.AccountRequest, error) {
	return list[models.AccountRequest](tx, "asked_at DESC, id", "person_id = ?", personID)
}

// EmergencyAccountRequests loads the changes made without confirmation since a moment, the newest first.
func (tx *Tx) EmergencyAccountRequests(since models.Instant) ([]models.AccountRequest, error) {
	return list[models.AccountRequest](tx, "asked_at DESC, id", "emergency AND asked_at >= ?", since)
}

// DecideAccountRequest stores the decision on a waiting request. Errors: KindConflict "request_decided" when it is
// not waiting.
func (tx *Tx) DecideAccountRequest(r models.AccountRequest) error {
	done := update[models.AccountRequest](tx, map[string]any{
		"status": r.Status, "decided_by_id": r.DecidedByID, "decided_by_name": r.DecidedByName, "decided_at": r.DecidedAt,
		"decision_reason": r.DecisionReason,
	}, "id = ? AND status = ?", r.ID, models.RequestWaiting)
	return changedOne(done, func() error {
		return models.Errorf(models.KindConflict, "request_decided", "该申请已经办理，请刷新后核对")
	}, "decide account request", r.ID)
}

// ExpireAccountRequests expires the requests that have been waiting since before a moment or since it.
func (tx *Tx) ExpireAccountRequests(before, at models.Instant) error {
	done := update[models.AccountRequest](tx, map[string]any{"status": models.RequestExpired, "decided_at": at},
		"status = ? AND asked_at <= ?", models.RequestWaiting, before)
	return failed(done.Error, "expire account requests")
}
