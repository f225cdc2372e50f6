package store

import (
	"slices"
	"testing"

	"duban/models"
)

func TestDrafts(t *testing.T) {
	conform(t, func(t *testing.T, s *Store) {
		write(t, s, func(tx *Tx) error {
			for i, id := range []string{"d1", "d2"} {
				d := models.ImportDraft{ID: id, FileName: "计划.xlsx", At: noon + models.Instant(i)}
				if err := tx.InsertDraft(d); err != nil {
					return err
				}
			}
			return tx.BeginReading("d1", "2021", "{}", "r2")
		})
		if all := get(t, s, (*Tx).Drafts); len(all) != 2 || all[0].ID != "d2" {
			t.Errorf("the newest first: %+v", all)
		}
		write(t, s, func(tx *Tx) error {
			if stored, err := tx.EndReading("d1", "r1", "old", ""); err != nil || stored {
				t.Errorf("an overtaken reading is stored: %t, %v", stored, err)
			}
			stored, err := tx.EndReading("d1", "r2", "new", "b1")
			if !stored {
				t.Error("the current reading is not stored")
			}
			return err
		})
		got := get(t, s, func(tx *Tx) (models.ImportDraft, error) { return tx.Draft("d1") })
		if got.Result != "new" || got.BatchID != "b1" || got.Choices != "{}" {
			t.Errorf("got %+v", got)
		}
		write(t, s, func(tx *Tx) error { return tx.DeleteDraft("d1") })
		err := s.Write(t.Context(), func(tx *Tx) error { return tx.BeginReading("d1", "2021", "{}", "r3") })
		wantKind(t, err, models.KindNotFound, "no_draft")
	})
}

func TestInstances(t *testing.T) {
	conform(t, func(t *testing.T, s *Store) {
		write(t, s, func(tx *Tx) error {
			for _, i := range []models.Instance{{ID: "a", SeenAt: noon, TrustedAt: noon - 5}, {ID: "b", SeenAt: noon - 9}} {
				if err := tx.PutInstance(i); err != nil {
					return err
				}
			}
			return tx.RenewInstance("a", noon+7, 0)
		})
		all := get(t, s, (*Tx).Instances)
		if len(all) != 2 || all[0].SeenAt != noon+7 || all[0].TrustedAt != noon-5 {
			t.Errorf("got %+v", all)
		}
		write(t, s, func(tx *Tx) error { return tx.TrustClock(noon + 8) })
		for _, i := range get(t, s, (*Tx).Instances) {
			if i.TrustedAt != noon+8 {
				t.Errorf("%s trusted at %d", i.ID, i.TrustedAt)
			}
		}
	})
}

func TestFactsBySelection(t *testing.T) {
	conform(t, func(t *testing.T, s *Store) {
		programme, projects := seed(t, s, 3)
		write(t, s, func(tx *Tx) error {
			m := models.Membership{ProgrammeID: programme.ID, ProjectID: projects[2].ID, Position: 3,
				DroppedOn: models.DateOf(2021, 7, 1), DroppedCounts: true}
			if err := tx.SetMembership(m); err != nil {
				return err
			}
			owner := models.Organisation{ID: "org-1", Name: "甲公司", NameKey: "甲公司"}
			if err := tx.UpsertOrganisations(owner); err != nil {
				return err
			}
			return tx.db.Model(&models.Project{}).Where("id = ?", projects[0].ID).
				Updates(map[string]any{"owner_id": owner.ID}).Error
		})
		for name, c := range map[string]struct {
			load func(tx *Tx) ([]models.Facts, error)
			want []string
		}{
			"some": {func(tx *Tx) ([]models.Facts, error) {
				return tx.FactsAmong([]string{projects[2].ID, "none", projects[0].ID})
			}, []string{projects[0].ID, projects[2].ID}},
			"off list": {func(tx *Tx) ([]models.Facts, error) { return tx.FactsOffList(2021, programme.ID) },
				ids(projects[2:])},
		} {
			facts := get(t, s, c.load)
			if len(facts) != len(c.want) {
				t.Errorf("%s: %d projects, want %v", name, len(facts), c.want)
				continue
			}
			for i, f := range facts {
				if f.Project.ID != c.want[i] || len(f.Reports) != 1 {
					t.Errorf("%s: %s with %d reports, want %s", name, f.Project.ID, len(f.Reports), c.want[i])
				}
			}
		}
		for name, c := range map[string]struct {
			load func(tx *Tx) ([]models.Project, error)
			want []string
		}{
			"an owner": {func(tx *Tx) ([]models.Project, error) { return tx.ProjectsFor([]string{"org-1"}, nil) },
				ids(projects[:1])},
			"no owner":  {func(tx *Tx) ([]models.Project, error) { return tx.ProjectsFor([]string{""}, []string{""}) }, nil},
			"in review": {(*Tx).ProjectsInReview, nil},
		} {
			if got := ids(get(t, s, c.load)); !slices.Equal(got, c.want) {
				t.Errorf("%s: %v, want %v", name, got, c.want)
			}
		}
		former := get(t, s, func(tx *Tx) ([]models.Membership, error) { return tx.FormerMemberships(2021) })
		if len(former) != 1 || former[0].ProjectID != projects[2].ID {
			t.Errorf("former memberships %+v", former)
		}
	})
}

func ids(projects []models.Project) (ids []string) {
	for _, p := range projects {
		ids = append(ids, p.ID)
	}
	return ids
}

func TestAuditIsFiltered(t *testing.T) {
	conform(t, func(t *testing.T, s *Store) {
		write(t, s, func(tx *Tx) error {
			return tx.InsertAudit(
				models.AuditEvent{ByID: "zhang", ByName: "张三", Action: "a.one", Object: "50%", ProjectID: "p1", At: noon},
				models.AuditEvent{ByID: "li", ByName: "李四", Action: "account.create", Object: "zhang", At: noon + 1},
				models.AuditEvent{ByID: "zhang", ByName: "张三", Action: "a.two", Object: "50x", ProjectID: "p2", At: noon + 2},
			)
		})
		for name, c := range map[string]struct {
			filter AuditFilter
			want   int
		}{
			"all": {AuditFilter{}, 3}, "a name": {AuditFilter{Text: "张"}, 2}, "an ID": {AuditFilter{Text: "li"}, 1},
			"a percent sign is no wildcard": {AuditFilter{Text: "50%"}, 1},
			"actions":                       {AuditFilter{Actions: []string{"a.one", "a.two"}}, 2},
			"no actions":                    {AuditFilter{Actions: []string{}}, 0},
			"projects":                      {AuditFilter{ProjectIDs: []string{"p2"}}, 1},
			"since":                         {AuditFilter{Since: noon + 1}, 2}, "before": {AuditFilter{Before: noon + 1}, 1},
		} {
			n := get(t, s, func(tx *Tx) (int, error) { return tx.AuditCount(c.filter) })
			rows := get(t, s, func(tx *Tx) ([]models.AuditEvent, error) { return tx.Audit(c.filter, 0, 10) })
			if n != c.want || len(rows) != c.want {
				t.Errorf("%s: %d counted, %d loaded, want %d", name, n, len(rows), c.want)
			}
		}
		page := get(t, s, func(tx *Tx) ([]models.AuditEvent, error) { return tx.Audit(AuditFilter{}, 1, 1) })
		if len(page) != 1 || page[0].Action != "account.create" {
			t.Errorf("the second newest: %+v", page)
		}
		about := get(t, s, func(tx *Tx) ([]models.AuditEvent, error) { return tx.AccountEvents("zhang", "zs", 9) })
		if len(about) != 1 || about[0].Action != "account.create" {
			t.Errorf("about the account: %+v", about)
		}
		newest := get(t, s, (*Tx).NewestAudit)
		if newest != noon+2 {
			t.Errorf("newest %d, want %d", newest, noon+2)
		}
	})
}

func TestDoctorRows(t *testing.T) {
	conform(t, func(t *testing.T, s *Store) {
		seed(t, s, 1)
		if found := get(t, s, (*Tx).Orphans); len(found) != 0 {
			t.Errorf("orphans %v", found)
		}
		after := func(at models.Instant) []string {
			return get(t, s, func(tx *Tx) ([]string, error) { return tx.RecordedAfter(at) })
		}
		write(t, s, func(tx *Tx) error {
			return tx.InsertAudit(models.AuditEvent{ByID: "zhang", Action: "a.one", At: noon + 5})
		})
		if early, late := after(noon+4), after(noon+5); len(early) != 1 || len(late) != 0 {
			t.Errorf("recorded after: %v, %v", early, late)
		}
		if found, err := s.CheckTriggers(t.Context()); err != nil || len(found) != 0 {
			t.Errorf("triggers %v, %v", found, err)
		}
		if scans := get(t, s, (*Tx).NoteAttachments); len(scans) != 0 {
			t.Errorf("scans %v", scans)
		}
		write(t, s, func(tx *Tx) error { return tx.RecordEvidenceFolder("mark", noon) })
		if mark := get(t, s, (*Tx).EvidenceFolder); mark != "mark" {
			t.Errorf("mark %q", mark)
		}
		err := s.Write(t.Context(), func(tx *Tx) error { return tx.RecordEvidenceFolder("other", noon) })
		wantKind(t, err, models.KindConflict, "duplicate")
	})
}
