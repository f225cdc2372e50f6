package tracking

import (
	"bytes"
	"context"

	"duban/importer/workbook"
	"duban/internal/document"
	"duban/models"
)

// ScoreSheet makes the table of a quarter's score on A4 and puts on record who took it. Only who sees whole scores may
// take it: it names every unit.
func (s *Service) ScoreSheet(ctx context.Context, actor models.Actor, id string) (OrderDocument, error) {
	out := OrderDocument{By: actor.Name, At: s.now()}
	if err := models.CanSeeAll(actor); err != nil {
		return out, err
	}
	page, err := s.Score(ctx, actor, id)
	if err != nil {
		return out, err
	}
	out.Document = document.Scores(page.sheet())
	out.FileName = page.fileName() + ".docx"
	var file bytes.Buffer
	if err := document.Write(&file, out.Document); err != nil {
		return out, err
	}
	out.Content = file.Bytes()
	return out, s.logDownload(ctx, actor, "", "score.export", page.fileName())
}

// ScoreWorkbook makes the workbook of a quarter's score, with every point's ground and the objections.
func (s *Service) ScoreWorkbook(ctx context.Context, actor models.Actor, id string) (fileName string, content []byte,
	err error) {
	if err := models.CanSeeAll(actor); err != nil {
		return "", nil, err
	}
	page, err := s.Score(ctx, actor, id)
	if err != nil {
		return "", nil, err
	}
	table := workbook.Scores{Sheet: page.sheet(), PreparedBy: preparedBy, AsOf: page.AsOf}
	for _, o := range page.Objections {
		table.Objections = append(table.Objections, workbook.ScoreObjection{Unit: o.Unit, Item: o.Item, Ground: o.Ground,
			Paper: o.Paper, At: o.At, State: o.State, Was: o.Was, Points: o.Points, Reason: o.Reason})
	}
	var file bytes.Buffer
	if err := workbook.WriteScores(&file, table); err != nil {
		return "", nil, err
	}
	return page.fileName() + ".xlsx", file.Bytes(), s.logDownload(ctx, actor, "", "score.export", page.fileName())
}

func (p ScorePage) fileName() string {
	name := p.Name + "重点项目考核得分"
	if p.State != models.ScorePublished {
		name += "（" + p.Word + "）"
	}
	return name
}

// sheet is the score as it is printed.
func (p ScorePage) sheet() models.ScoreSheet {
	out := models.ScoreSheet{Programme: p.Programme, Quarter: p.Quarter, Version: p.Version, State: p.State,
		Document: p.Document, ObjectUntil: p.ObjectUntil, Items: p.Items, Full: p.Full, PublishedOn: p.PublishedAt.Date()}
	for _, u := range p.Lines {
		out.Lines = append(out.Lines, models.ScoreLine{Unit: u.Unit, Kind: u.Kind, Projects: u.Projects, Place: u.Place,
			NotRanked: u.NotRanked, Total: u.Total, Parts: u.Parts})
	}
	return out
}
