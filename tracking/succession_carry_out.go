package tracking

import (
	"fmt"

	"duban/models"
	"duban/store"
)

// verifySuccession fills in what a change of the person does, and returns all roles before and after it.
func (s *Service) verifySuccession(tx *store.Tx, c *accountChange, before []models.RoleHolder) ([]models.RoleHolder,
	error) {
	done, after, err := s.succeedingOf(tx, *c.Succession, before)
	if err != nil {
		return nil, err
	}
	c.succeeding = done
	c.PersonID = done.row.ToID
	if c.PersonID == "" {
		c.PersonID = done.row.FromID
	}
	c.Name = c.Succession.words(done.row)
	return after, nil
}

// words describes a change of the person in one line.
func (n NewSuccession) words(row models.Succession) string {
	from, to := row.FromName, row.ToName
	if from == "" {
		from = "（空缺）"
	}
	if to == "" {
		to = "（空缺）"
	}
	of := n.Post + n.Organisation
	if of == "" {
		of = row.Role.Chinese()
	}
	text := fmt.Sprintf("%s：%s → %s，自 %s 起", of, from, to, row.Day)
	if row.Capacity == models.CapacityActing {
		text += "代理"
	}
	if n.Document != "" {
		text += "，依据 " + n.Document
	}
	return text
}

// succeed carries out a verified change of the person: roles end and begin, and both people are told on the day.
func (s *Service) succeed(tx *store.Tx, c accountChange, by string) error {
	done := c.succeeding
	for _, r := range done.ended {
		if err := endBefore(tx, r, done.row.Day); err != nil {
			return err
		}
	}
	for _, r := range done.named {
		if err := endBefore(tx, r, done.row.Day); err != nil {
			return err
		}
		if done.begun.PersonID == "" {
			continue
		}
		r.PersonID, r.Since, r.Until = done.begun.PersonID, done.row.Day, 0
		if err := putRole(tx, r); err != nil {
			return err
		}
	}
	if done.begun.PersonID != "" {
		grant := RoleGrant{Organisation: c.Succession.Organisation, Post: c.Succession.Post}
		if err := putNames(tx, done.begun, grant); err != nil {
			return err
		}
		if err := putRole(tx, done.begun); err != nil {
			return err
		}
	}
	row := done.row
	row.ID, row.ByName, row.At, row.Items = c.request, by, s.now(), c.items
	if err := tx.InsertSuccession(row); err != nil {
		return err
	}
	common, err := s.common(tx)
	if err != nil {
		return err
	}
	_, err = tx.InsertOutbox(models.SuccessionMessages(row, models.Rules{Calendar: common.Calendar}, s.now())...)
	return err
}

// endBefore ends a role on the day before a day; one that had not begun by then is deleted.
func endBefore(tx *store.Tx, r models.Role, day models.Date) error {
	if r.Since >= day {
		return tx.DeleteRole(r)
	}
	r.Until = day - 1
	return tx.PutRole(r)
}
