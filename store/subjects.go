package store

import (
	"duban/models"
)

// InsertSubjectLink ties a person to a subject at a sign-on. Errors: KindConflict when the subject is tied.
func (tx *Tx) InsertSubjectLink(l models.SubjectLink) error {
	fresh, err := insertOnce(tx, l, "subject link", l.PersonID)
	if err == nil && !fresh {
		return models.Errorf(models.KindConflict, "subject_taken", "该统一认证标识已关联到一个账号，请先取消原来的关联")
	}
	return err
}

// SubjectLink loads the link of a subject at a sign-on and reports whether it exists.
func (tx *Tx) SubjectLink(issuer, subject string) (models.SubjectLink, bool, error) {
	return find[models.SubjectLink](tx, "issuer = ? AND subject = ?", issuer, subject)
}

// SubjectLinksOf loads the links of a person.
func (tx *Tx) SubjectLinksOf(personID string) ([]models.SubjectLink, error) {
	return list[models.SubjectLink](tx, "issuer, subject", "person_id = ?", personID)
}

// DeleteSubjectLink deletes a link. Errors: KindNotFound.
func (tx *Tx) DeleteSubjectLink(l models.SubjectLink) error {
	done := tx.db.Where("issuer = ? AND subject = ? AND person_id = ?", l.Issuer, l.Subject, l.PersonID).
		Delete(&models.SubjectLink{})
	return changedOne(done, func() error {
		return models.Errorf(models.KindNotFound, "no_subject_link", "没有这个统一认证关联，请刷新后核对")
	}, "delete subject link", l.PersonID)
}
