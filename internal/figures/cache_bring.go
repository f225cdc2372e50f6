package figures

import (
	"slices"

	"duban/models"
	"duban/store"
)

// bring loads what is not loaded of a programme.
func (c *Cache) bring(tx *store.Tx, common *Common, kept keptProgramme) (Programme, error) {
	out := kept.loaded
	out.common, out.Names, out.Calendar = common, common.Names, common.Calendar
	if i := slices.IndexFunc(common.Programmes, func(p models.Programme) bool { return p.ID == out.ID }); i >= 0 {
		out.Programme = common.Programmes[i]
	}
	var err error
	switch {
	case kept.all:
		c.queried++
		err = c.bringAll(tx, &out)
	case kept.lists || len(kept.pending) > 0:
		err = c.bringSome(tx, &out, kept)
	}
	if err == nil && kept.heads && !kept.all {
		c.queried++
		err = out.loadHeads(tx)
	}
	if err != nil {
		return Programme{}, err
	}
	if c.lines == nil {
		c.lines = map[string]*lineMemo{}
	}
	if c.lines[out.ID] == nil {
		c.lines[out.ID] = &lineMemo{}
	}
	out.memo = &memo{cache: c, lines: c.lines[out.ID]}
	of := out
	out.memo.programme = &of
	return out, nil
}

func (c *Cache) bringAll(tx *store.Tx, out *Programme) error {
	if err := out.LoadMembers(tx); err != nil {
		return err
	}
	for m := range out.members() {
		c.loads++
		m.load = c.loads
	}
	return nil
}

// bringSome loads the projects that changed, and those that are new on the list.
func (c *Cache) bringSome(tx *store.Tx, out *Programme, kept keptProgramme) error {
	var places []models.Membership
	known := make(map[string]Member, len(out.index))
	for m := range out.members() {
		known[m.Project.ID] = *m
		if !kept.lists {
			places = append(places, m.Membership)
		}
	}
	var err error
	if kept.lists {
		if places, err = tx.MembershipsOf(out.ID); err != nil {
			return err
		}
	}
	var ask []string
	for _, p := range places {
		_, there := known[p.ProjectID]
		if kept.pending[p.ProjectID] || !there && (p.Active() || p.DroppedCounts) {
			ask = append(ask, p.ProjectID)
		}
	}
	if len(ask) == 0 && !kept.lists {
		return nil
	}
	c.queried++
	facts, err := tx.FactsAmong(ask)
	if err != nil {
		return err
	}
	loaded, err := membersOf(tx, facts)
	if err != nil {
		return err
	}
	for id, m := range loaded {
		c.loads++
		m.load = c.loads
		known[id] = m
	}
	out.place(places, known)
	return nil
}
