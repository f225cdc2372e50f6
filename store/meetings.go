package store

import "duban/models"

// InsertMeeting adds a meeting.
func (tx *Tx) InsertMeeting(m models.Meeting) error {
	return insert(tx, []models.Meeting{m}, "meeting")
}

// SetMeeting stores a meeting that was changed, under the next version. Errors: KindConflict "meeting_changed" when its
// version is not the stored one.
func (tx *Tx) SetMeeting(m models.Meeting) error {
	before := m.Version
	m.Version++
	done := update[models.Meeting](tx, tx.values(&m, "id"), "id = ? AND version = ?", m.ID, before)
	return changedOne(done, func() error {
		return models.MeetingChanged()
	}, "set meeting", m.ID)
}

// Meeting loads one meeting. Errors: KindNotFound.
func (tx *Tx) Meeting(id string) (models.Meeting, error) {
	return first[models.Meeting](tx, models.MeetingNotFound(id), "id = ?", id)
}

// Meetings loads the meetings of a programme, the newest first.
func (tx *Tx) Meetings(programmeID string) ([]models.Meeting, error) {
	return list[models.Meeting](tx, `held_on DESC, "at" DESC, id`, "programme_id = ?", programmeID)
}

// Decisions loads the decisions of the meetings of a programme, without their steps.
func (tx *Tx) Decisions(programmeID string) ([]models.SupervisionOrder, error) {
	return list[models.SupervisionOrder](tx, "id", "programme_id = ? AND meeting_id <> ''", programmeID)
}

// AnswersToDecisions loads the answers to the decisions of a meeting, by time.
func (tx *Tx) AnswersToDecisions(meetingID string) ([]models.OrderStep, error) {
	return list[models.OrderStep](tx, `"at", id`, `kind = ? AND order_id IN
		(SELECT id FROM supervision_orders WHERE meeting_id = ?)`, models.StepReply, meetingID)
}
