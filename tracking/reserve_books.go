package tracking

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"strings"

	"duban/importer/workbook"
	"duban/models"
	"duban/store"
)

// reserveTemplate writes the table of applications for the next year's list, or the year of a programme. It is empty.
func (s *Service) reserveTemplate(ctx context.Context, actor models.Actor, year int) (fileName string, content []byte,
	err error) {
	if err := models.CanEnterReserves(actor); err != nil {
		return "", nil, err
	}
	form := workbook.ReserveForm{Year: year, To: preparedBy}
	err = s.Store.Read(ctx, func(tx *store.Tx) error {
		l, err := tx.ReserveList(form.Year)
		if err != nil {
			return err
		}
		if l.Open(s.now().Date()) {
			form.Due = l.Due
		}
		form.Units, err = s.unitNames(tx, actor)
		return err
	})
	if err != nil {
		return "", nil, err
	}
	var out bytes.Buffer
	err = workbook.WriteReserveForm(&out, form)
	return fmt.Sprintf("%d年重点项目申报表（空表）.xlsx", form.Year), out.Bytes(), err
}

// unitNames are the names of the units for which people hold a role; of who acts for a unit, its own.
func (s *Service) unitNames(tx *store.Tx, actor models.Actor) ([]string, error) {
	common, err := s.common(tx)
	if err != nil {
		return nil, err
	}
	ids := actor.Organisations(models.RoleUnit)
	if len(ids) == 0 {
		if ids, err = tx.UnitsWithPeople(); err != nil {
			return nil, err
		}
	}
	var names []string
	for _, id := range ids {
		if name := common.Names.Organisations[id]; name != "" {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names, nil
}

// ExportReserves writes the applications for a year's list that the actor may see; those that are withdrawn are left
// out. It puts on record who took it.
func (s *Service) ExportReserves(ctx context.Context, actor models.Actor, year int) (fileName string, content []byte,
	err error) {
	view, err := s.Reserves(ctx, actor, year)
	if err != nil {
		return "", nil, err
	}
	form := workbook.ReserveForm{Year: view.Year, Taken: true}
	for _, l := range view.Lines {
		if l.State == models.ReserveWithdrawn {
			continue
		}
		notes := []string{}
		for _, o := range l.Opinions {
			notes = append(notes, o.Department+"："+o.Opinion.Chinese()+o.Text)
		}
		for _, text := range []string{l.Reason, l.Document} {
			if text != "" {
				notes = append(notes, text)
			}
		}
		form.Lines = append(form.Lines, workbook.ReserveLine{ReserveEntry: l.ReserveEntry, State: l.State.Chinese(),
			Note: strings.Join(notes, "；")})
	}
	var out bytes.Buffer
	if err := workbook.WriteReserveForm(&out, form); err != nil {
		return "", nil, err
	}
	err = s.logDownload(ctx, actor, "", "export.reserve", fmt.Sprint(view.Year))
	return fmt.Sprintf("%d年重点项目申报表.xlsx", view.Year), out.Bytes(), err
}
