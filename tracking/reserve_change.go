package tracking

import (
	"context"
	"slices"

	"duban/models"
	"duban/store"
)

// ReserveKeep is what is entered of an application. Without a year it is for the next one.
type ReserveKeep struct {
	Year    int `json:"year,omitempty"`
	Version int `json:"version,omitempty"` // of the application that the person saw; 0: not compared
	models.ReserveEntry
}

// ReserveTake is an act on applications, on all of them or none.
type ReserveTake struct {
	Applications []string `json:"applications"`
	models.ReserveCommand
}

// ReserveCall asks units to apply for a year's list.
type ReserveCall struct {
	Year     int         `json:"year,omitempty"` // 0: the next
	Due      models.Date `json:"due"`
	Document string      `json:"notice,omitempty"` // 文号
}

// KeepReserve enters an application, or changes the one with a row key. A unit or owner enters its own; the office
// enters for them. The same key gives the same application.
func (s *Service) KeepReserve(ctx context.Context, actor models.Actor, key, id string, in ReserveKeep) (ReservePage,
	error) {
	var out ReservePage
	if err := models.CanEnterReserves(actor); err != nil {
		return out, err
	}
	head, err := headOf(actor, key, id, "KeepReserve", in)
	if err != nil {
		return out, err
	}
	action := "reserve.change"
	if id == "" {
		action, id = "reserve.enter", models.ReserveID(head.Key, actor.ID)
	}
	err = s.Store.Write(ctx, func(tx *store.Tx) error {
		found, err := earlierAnswer(tx, head, nil)
		if err != nil {
			return err
		}
		if !found {
			if err := s.keepReserve(tx, actor, head.Key, id, action == "reserve.enter", in); err != nil {
				return err
			}
			if err := s.remember(tx, actor, head, action, id, id); err != nil {
				return err
			}
		}
		f, err := loadReserve(tx, actor, id)
		if err == nil {
			out = s.reservePage(f, actor)
		}
		return err
	})
	return out, err
}

// keepReserve enters an application, or changes one.
func (s *Service) keepReserve(tx *store.Tx, actor models.Actor, key, id string, fresh bool, in ReserveKeep) error {
	f := models.ReserveFacts{Reserve: models.Reserve{ID: id, Year: in.Year, State: models.ReserveKept, Version: 1,
		ByID: actor.ID, ByName: actor.Name, At: s.now()}}
	act := models.ReserveEnter
	if fresh && f.Year == 0 {
		f.Year = s.now().Date().Year() + 1
	}
	if !fresh {
		var err error
		if f, err = loadReserve(tx, actor, id); err != nil {
			return err
		}
		if err := f.MayChange(actor); err != nil {
			return err
		}
		if in.Version != 0 && in.Version != f.Version {
			return models.ReserveChanged()
		}
		act = models.ReserveChange
		if in.Code == "" {
			in.Code = f.Code
		}
	}
	r, err := s.entered(tx, actor, f.Reserve, in.ReserveEntry)
	if err != nil {
		return err
	}
	f.Reserve = r
	if fresh {
		err = tx.InsertReserve(r)
	} else {
		err = tx.SetReserve(r)
	}
	if err != nil {
		return err
	}
	return tx.InsertReserveStep(f.Step(key, act, actor, s.now()))
}

// entered checks what was entered of an application: its organisations, who may enter it, and its code.
func (s *Service) entered(tx *store.Tx, actor models.Actor, r models.Reserve, e models.ReserveEntry) (models.Reserve,
	error) {
	common, err := s.common(tx)
	if err != nil {
		return r, err
	}
	names := common.Names.Organisations
	if e.Unit == "" {
		e.Unit = ownName(names, actor, models.RoleUnit)
	}
	if e.Owner == "" {
		e.Owner = ownName(names, actor, models.RoleOwner)
	}
	if r, err = r.Enter(e, s.now()); err != nil {
		return r, err
	}
	found := false
	if r.UnitID, found = organisationNamed(names, r.Unit); !found {
		return r, models.Errorf(models.KindInvalid, "unit_unknown", "没有责任单位“%s”，请按系统中的单位全称填写", r.Unit)
	}
	r.Unit = names[r.UnitID]
	if r.OwnerID, found = organisationNamed(names, r.Owner); found {
		r.Owner = names[r.OwnerID]
	}
	if _, err := models.CanEnterReserve(actor, r); err != nil {
		if models.KindOf(err) == models.KindNotFound {
			return r, models.Errorf(models.KindForbidden, "not_own", "“%s”的责任单位或项目单位不是您所在单位，请核对", r.Name)
		}
		return r, err
	}
	known, err := tx.ReserveKnown(r.Year)
	if err != nil {
		return r, err
	}
	if r.Code == "" {
		r.Code = models.NextReserveCode(r.Year, codesOf(known))
	}
	return r, r.CheckCode(known)
}

func codesOf(known []models.ReserveKnown) []string {
	codes := make([]string, 0, len(known))
	for _, k := range known {
		codes = append(codes, k.Code)
	}
	return codes
}

// organisationNamed finds an organisation by its name. One that is not on record yet has the row key that it will have.
func organisationNamed(names map[string]string, name string) (id string, found bool) {
	if name == "" {
		return "", false
	}
	id = models.OrganisationID(name)
	if _, there := names[id]; there {
		return id, true
	}
	for other, n := range names {
		if models.NameKey(n) == models.NameKey(name) {
			return other, true
		}
	}
	return id, false
}

// TakeReserves takes an act on applications: they are handed in, screened, listed under a document, or the last act is
// taken back. All of them or none. The same key again changes nothing.
func (s *Service) TakeReserves(ctx context.Context, actor models.Actor, key string, in ReserveTake) (ReserveView,
	error) {
	if err := models.CanSeeReserves(actor); err != nil {
		return ReserveView{}, err
	}
	slices.Sort(in.Applications)
	in.Applications = slices.Compact(in.Applications)
	if len(in.Applications) == 0 {
		return ReserveView{}, models.Errorf(models.KindInvalid, "items_missing", "请至少选择一个储备项目")
	}
	year := 0
	err := s.once(ctx, actor, key, "TakeReserves", in, "reserve."+string(in.Act), in.Applications[0],
		func(tx *store.Tx) error {
			evidence := models.Evidence{}
			if in.Evidence != nil {
				found, err := s.ownEvidenceIn(tx, actor, "", []models.Evidence{*in.Evidence})
				if err != nil {
					return err
				}
				evidence = found[0]
			}
			for _, id := range in.Applications {
				if err := s.takeReserve(tx, actor, key, id, in.ReserveCommand, evidence); err != nil {
					return err
				}
			}
			return nil
		})
	if err != nil {
		return ReserveView{}, err
	}
	err = s.Store.Read(ctx, func(tx *store.Tx) error {
		r, err := tx.Reserve(in.Applications[0])
		year = r.Year
		return err
	})
	if err != nil {
		return ReserveView{}, err
	}
	return s.Reserves(ctx, actor, year)
}

func (s *Service) takeReserve(tx *store.Tx, actor models.Actor, key, id string, c models.ReserveCommand,
	scan models.Evidence) error {
	f, err := loadReserve(tx, actor, id)
	if err != nil {
		return err
	}
	r, step, err := f.Take(key, c, actor, s.now())
	if err != nil {
		return err
	}
	if c.Act == models.ReserveAdmit {
		step.EvidenceSHA256, step.EvidenceName, step.EvidenceType, step.EvidenceSize = scan.SHA256, scan.Name,
			scan.MediaType, scan.Size
	}
	if err := tx.SetReserve(r); err != nil {
		return err
	}
	if err := tx.InsertReserveStep(step); err != nil {
		return err
	}
	return s.tellOfReserve(tx, r, step)
}

// CallReserves asks units to apply for a year's list until a day. Every unit with people is told.
func (s *Service) CallReserves(ctx context.Context, actor models.Actor, key string, in ReserveCall) (ReserveView,
	error) {
	if err := models.CanDecideReserves(actor); err != nil {
		return ReserveView{}, err
	}
	if err := models.CanSeeReserves(actor); err != nil {
		return ReserveView{}, err
	}
	if in.Year == 0 {
		in.Year = s.now().Date().Year() + 1
	}
	err := s.once(ctx, actor, key, "CallReserves", in, "reserve.call", "", func(tx *store.Tx) error {
		l, err := tx.ReserveList(in.Year)
		if err != nil {
			return err
		}
		if l, err = l.Call(in.Due, in.Document, actor, s.now()); err != nil {
			return err
		}
		if err := tx.SetReserveList(l); err != nil {
			return err
		}
		return s.tellOfReserveCall(tx, l)
	})
	if err != nil {
		return ReserveView{}, err
	}
	return s.Reserves(ctx, actor, in.Year)
}

// OpenReserveScan opens the scan of the document under which a project was listed, and records who opened it. The
// caller closes Content.
func (s *Service) OpenReserveScan(ctx context.Context, actor models.Actor, id, step string) (OpenedEvidence, error) {
	var f models.ReserveFacts
	if err := models.CanSeeReserves(actor); err != nil {
		return OpenedEvidence{}, err
	}
	err := s.Store.Read(ctx, func(tx *store.Tx) (err error) {
		f, err = loadReserve(tx, actor, id)
		return err
	})
	if err != nil {
		return OpenedEvidence{}, err
	}
	i := slices.IndexFunc(f.Steps, func(one models.ReserveStep) bool { return one.ID == step && one.EvidenceSHA256 != "" })
	if i < 0 {
		return OpenedEvidence{}, models.Errorf(models.KindNotFound, "no_evidence", "没有这个附件，请刷新后核对")
	}
	a, err := s.described(models.Attachment{Position: 1, SHA256: f.Steps[i].EvidenceSHA256, Name: f.Steps[i].EvidenceName})
	if err != nil {
		return OpenedEvidence{}, err
	}
	content, err := s.Evidence.Content(a.SHA256)
	if err != nil {
		return OpenedEvidence{}, err
	}
	if err := s.logDownload(ctx, actor, "", "evidence.open", id+"/"+f.Steps[i].EvidenceName); err != nil {
		_ = content.Close()
		return OpenedEvidence{}, err
	}
	return OpenedEvidence{Attachment: a, Content: content}, nil
}
