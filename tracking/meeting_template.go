package tracking

import (
	"bytes"
	"context"
	"io"
	"slices"

	"duban/internal/meetingpack"
	"duban/internal/wordform"
	"duban/models"
	"duban/store"
)

// MeetingTemplates is the office's own template of the 调度情况 by version, and the placeholders that one may have.
type MeetingTemplates struct {
	AsOf     models.Instant        `json:"as_of"`
	InForce  int                   `json:"in_force"` // version; 0: the program's own
	Versions []MeetingTemplate     `json:"versions"` // the newest first
	Fields   []string              `json:"fields"`
	Lists    []MeetingTemplateList `json:"lists"`
	// what each placeholder stands for: "月份", "滞后项目", "滞后项目.名称"
	Meanings map[string]string `json:"meanings"`
}

// MeetingTemplate is a version.
type MeetingTemplate struct {
	Version int            `json:"version"`
	Of      int            `json:"of,omitempty"` // version whose file is used again
	File    string         `json:"file"`         // "": the program's own template
	By      string         `json:"by"`
	At      models.Instant `json:"at"`
}

// MeetingTemplateList is a list that a template can have a row of, with the fields of its entries.
type MeetingTemplateList struct {
	Name   string   `json:"name"`
	Fields []string `json:"fields"`
}

// MeetingTemplates shows the versions of the office's template.
func (s *Service) MeetingTemplates(ctx context.Context, actor models.Actor) (MeetingTemplates, error) {
	out := MeetingTemplates{AsOf: s.now(), Versions: []MeetingTemplate{}, Fields: meetingpack.Known.Fields,
		Meanings: map[string]string{}}
	if err := models.CanPlan(actor); err != nil {
		return out, err
	}
	for _, p := range meetingpack.Placeholders {
		out.Meanings[p.Name] = p.Meaning
	}
	for _, l := range meetingpack.PlaceholderLists {
		out.Lists = append(out.Lists, MeetingTemplateList{l.Name, meetingpack.Known.Lists[l.Name]})
		out.Meanings[l.Name] = l.Meaning
		for _, f := range l.Fields {
			out.Meanings[l.Name+"."+f.Name] = f.Meaning
		}
	}
	err := s.Store.Read(ctx, func(tx *store.Tx) error {
		all, err := tx.DocumentTemplates()
		for _, t := range slices.Backward(all) {
			out.Versions = append(out.Versions, MeetingTemplate{Version: t.Version, Of: t.Of, File: t.EvidenceName, By: t.ByName,
				At: t.At})
		}
		if n := len(all); n > 0 && all[n-1].EvidenceSHA256 != "" {
			out.InForce = n
		}
		return err
	})
	return out, err
}

// KeepMeetingTemplate puts the office's own template in force. It is read and filled first: a document with a fault is
// refused by what is wrong in it.
func (s *Service) KeepMeetingTemplate(ctx context.Context, actor models.Actor, key, name string, content []byte) (
	MeetingTemplates, error) {
	if err := models.CanPlan(actor); err != nil {
		return MeetingTemplates{}, err
	}
	if _, err := tryMeetingTemplate(ctx, content); err != nil {
		return MeetingTemplates{}, err
	}
	file, err := s.PutEvidence(ctx, actor, cleanFileName(name), bytes.NewReader(content))
	if err != nil {
		return MeetingTemplates{}, err
	}
	err = s.once(ctx, actor, key, "KeepMeetingTemplate", file, "document.template", file.SHA256, func(tx *store.Tx) error {
		all, err := tx.DocumentTemplates()
		if err != nil {
			return err
		}
		if n := len(all); n > 0 && all[n-1].EvidenceSHA256 == file.SHA256 {
			return models.Errorf(models.KindConflict, "template_in_force", "该模板正在使用，无需切换")
		}
		found, err := s.ownEvidenceIn(tx, actor, "", []models.Evidence{file})
		if err != nil {
			return err
		}
		version := len(all) + 1
		return tx.InsertDocumentTemplate(models.DocumentTemplate{ID: models.DocumentTemplateID(version), Version: version,
			EvidenceSHA256: found[0].SHA256, EvidenceName: found[0].Name, EvidenceType: found[0].MediaType,
			EvidenceSize: found[0].Size, ByID: actor.ID, ByName: actor.Name, At: s.now()})
	})
	if err != nil {
		return MeetingTemplates{}, err
	}
	return s.MeetingTemplates(ctx, actor)
}

// UseMeetingTemplate puts the file of an earlier version in force again; 0 is the program's own template.
func (s *Service) UseMeetingTemplate(ctx context.Context, actor models.Actor, key string,
	version int) (MeetingTemplates,
	error) {
	if err := models.CanPlan(actor); err != nil {
		return MeetingTemplates{}, err
	}
	err := s.once(ctx, actor, key, "UseMeetingTemplate", version, "document.template", models.DocumentTemplateID(version),
		func(tx *store.Tx) error {
			all, err := tx.DocumentTemplates()
			if err != nil {
				return err
			}
			next, err := models.NextTemplate(all, version)
			if err != nil {
				return err
			}
			next.ByID, next.ByName, next.At = actor.ID, actor.Name, s.now()
			return tx.InsertDocumentTemplate(next)
		})
	if err != nil {
		return MeetingTemplates{}, err
	}
	return s.MeetingTemplates(ctx, actor)
}

// TryMeetingTemplate fills a template with an invented month and keeps nothing. Errors are those of
// KeepMeetingTemplate.
func (s *Service) TryMeetingTemplate(ctx context.Context, actor models.Actor, name string, content []byte) (
	fileName string, filled []byte, err error) {
	if err := models.CanPlan(actor); err != nil {
		return "", nil, err
	}
	filled, err = tryMeetingTemplate(ctx, content)
	return "试填 " + cleanFileName(name), filled, err
}

// MeetingTemplateFile returns the file of a version; 0 is the program's own template, to be changed.
func (s *Service) MeetingTemplateFile(ctx context.Context, actor models.Actor, version int) (fileName string,
	content []byte, err error) {
	if err := models.CanPlan(actor); err != nil {
		return "", nil, err
	}
	if version == 0 {
		content, err = meetingpack.Standard()
		return "调度情况模板.docx", content, err
	}
	var row models.DocumentTemplate
	err = s.Store.Read(ctx, func(tx *store.Tx) error {
		all, err := tx.DocumentTemplates()
		if err == nil && (version < 1 || version > len(all) || all[version-1].EvidenceSHA256 == "") {
			err = models.Errorf(models.KindNotFound, "no_template", "没有第 %d 版模板，请从版本列表中选择", version)
		}
		if err == nil {
			row = all[version-1]
		}
		return err
	})
	if err != nil {
		return "", nil, err
	}
	content, err = s.contentOf(row.EvidenceSHA256)
	return row.EvidenceName, content, err
}

// ownTemplate is the content of the office's template; nil when the program's own is in force.
func (s *Service) ownTemplate(rows []models.DocumentTemplate) ([]byte, error) {
	if n := len(rows); n > 0 && rows[n-1].EvidenceSHA256 != "" {
		return s.contentOf(rows[n-1].EvidenceSHA256)
	}
	return nil, nil
}

// packFiles writes the documents of a pack by the office's template, when no other upload is being read; nil: by that
// of the program.
func packFiles(ctx context.Context, pack meetingpack.Pack, own []byte) ([]meetingpack.File, error) {
	if own == nil {
		return pack.Files()
	}
	leave, err := takeReadingTurn(ctx)
	if err != nil {
		return nil, err
	}
	defer leave()
	form, err := wordform.Read(own, meetingpack.Known)
	if err != nil {
		return nil, err
	}
	pack.Own = &form
	return pack.Files()
}

// tryMeetingTemplate fills a template with an invented month, when no other upload is being read.
func tryMeetingTemplate(ctx context.Context, content []byte) ([]byte, error) {
	leave, err := takeReadingTurn(ctx)
	if err != nil {
		return nil, err
	}
	defer leave()
	form, err := wordform.Read(content, meetingpack.Known)
	if err != nil {
		return nil, err
	}
	sample := meetingpack.Sample()
	sample.Own = &form
	return sample.Bulletin()
}

// contentOf reads a stored file.
func (s *Service) contentOf(sum string) ([]byte, error) {
	r, err := s.Evidence.Content(sum)
	if err != nil {
		return nil, err
	}
	defer func() { _ = r.Close() }() // it was read
	return io.ReadAll(r)
}
