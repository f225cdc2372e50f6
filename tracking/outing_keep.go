package tracking

import (
	"bytes"
	"context"

	"duban/importer/workbook"
	"duban/internal/document"
	"duban/models"
	"duban/store"
)

// KeepOuting enters a batch or a route, or changes the one with a row key. Its projects must be on the list. The same
// key gives the same one.
func (s *Service) KeepOuting(ctx context.Context, actor models.Actor, key, programme, id string,
	e models.OutingEntry) (out OutingPage, err error) {
	if err := canManageOutings(actor); err != nil {
		return out, err
	}
	head, err := headOf(actor, key, programme+"/"+id, "outing.keep", e)
	if err != nil {
		return out, err
	}
	err = s.Store.Write(ctx, func(tx *store.Tx) error {
		kept := ""
		found, err := earlierAnswer(tx, head, &kept)
		if err == nil && !found {
			if kept, err = s.keepOuting(tx, actor, head.Key, programme, id, e); err == nil {
				err = s.remember(tx, actor, head, "outing.keep", kept, kept)
			}
		}
		if err != nil {
			return err
		}
		o, err := tx.Outing(kept)
		if err != nil {
			return err
		}
		out, err = s.outingPage(tx, actor, o)
		return err
	})
	return out, err
}

func (s *Service) keepOuting(tx *store.Tx, actor models.Actor, key, programme, id string, e models.OutingEntry) (
	kept string, err error) {
	o := models.Outing{ID: models.OutingID(key), Version: 1}
	if id != "" {
		if o, err = tx.Outing(id); err != nil {
			return "", err
		}
		programme = o.ProgrammeID
	}
	o, lines, err := o.Enter(e)
	if err != nil {
		return "", err
	}
	g, err := s.programme(tx, programme)
	if err != nil {
		return "", err
	}
	codes := map[string]string{}
	for _, m := range g.Listed {
		codes[m.Project.Code] = m.Project.ID
	}
	o.Stops = nil
	for n, l := range lines {
		if l.ProjectID = codes[l.Code]; l.ProjectID == "" {
			return "", models.Errorf(models.KindInvalid, "line_wrong", "第 %d 行：清单上没有项目“%s”，请核对项目编码", n+1, l.Code)
		}
		o.Stops = append(o.Stops, l.OutingStop)
	}
	o.ProgrammeID, o.ByID, o.ByName, o.At = g.ID, actor.ID, actor.Name, s.now()
	if id == "" {
		return o.ID, tx.InsertOuting(o)
	}
	return o.ID, tx.SetOuting(o)
}

// OutingSheet makes the printed list of a batch or a route, with photographs, and puts on record who took it.
func (s *Service) OutingSheet(ctx context.Context, actor models.Actor, id string) (OrderDocument, error) {
	out := OrderDocument{By: actor.Name, At: s.now()}
	page, err := s.Outing(ctx, actor, id)
	if err != nil {
		return out, err
	}
	if err := s.photographsOf(ctx, &page); err != nil {
		return out, err
	}
	out.Document = document.Outing(page.sheet)
	out.FileName = cleanFileName(page.Title) + ".docx"
	var file bytes.Buffer
	if err := document.Write(&file, out.Document); err != nil {
		return out, err
	}
	out.Content = file.Bytes()
	return out, s.logDownload(ctx, actor, "", "outing.export", page.Title)
}

// photographsOf fills in the newest accepted photograph of each project of a route.
func (s *Service) photographsOf(ctx context.Context, page *OutingPage) error {
	if page.Kind != models.OutingRoute {
		return nil
	}
	photos := map[string]string{}
	err := s.Store.Read(ctx, func(tx *store.Tx) error {
		p, err := s.programmeOf(tx, page.sheet.ProgrammeID)
		if err != nil {
			return err
		}
		of, err := s.exportOf(tx, p)
		if err != nil {
			return err
		}
		var lines []models.ProjectFigures
		for _, id := range page.ids {
			lines = append(lines, models.ProjectFigures{ProjectID: id})
		}
		return of.photographs(tx, lines, photos)
	})
	for i, id := range page.ids {
		if sum := photos[id]; sum != "" {
			small, err := s.Evidence.Thumbnail(ctx, sum, photoSize)
			if err == nil { // a picture that cannot be read is left out
				page.sheet.Rows[i].Photo = small
			}
		}
	}
	return err
}

// OutingWorkbook makes the printed list as a workbook and puts on record who took it.
func (s *Service) OutingWorkbook(ctx context.Context, actor models.Actor, id string) (fileName string, content []byte,
	err error) {
	page, err := s.Outing(ctx, actor, id)
	if err != nil {
		return "", nil, err
	}
	var file bytes.Buffer
	if err := workbook.WriteOuting(&file, workbook.Outing{Sheet: page.sheet, PreparedBy: preparedBy,
		AsOf: page.AsOf}); err != nil {
		return "", nil, err
	}
	return cleanFileName(page.Title) + ".xlsx", file.Bytes(), s.logDownload(ctx, actor, "", "outing.export", page.Title)
}
