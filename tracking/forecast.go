package tracking

import (
	"bytes"
	"context"
	"slices"

	"duban/importer/workbook"
	"duban/models"
	"duban/store"
)

// ForecastView is what a programme's year is expected to come to, with its projects.
type ForecastView struct {
	Programme string          `json:"programme"`
	Year      int             `json:"year"`
	AsOf      models.Instant  `json:"as_of"`
	Headline  models.Headline `json:"headline"`
	models.Forecast
	// how earlier ranges have fared; of the office alone
	Coverage *models.ForecastCoverage `json:"coverage,omitempty"`
}

// Forecast returns the forecast of a programme's year, from the month its figures speak of or an earlier one, with all
// its projects or with one.
func (s *Service) Forecast(ctx context.Context, actor models.Actor, programme, project string, month models.Month) (
	ForecastView, error) {
	if err := models.CanForecast(actor); err != nil {
		return ForecastView{}, err
	}
	var out ForecastView
	err := s.Store.Read(ctx, func(tx *store.Tx) error {
		g, err := s.standingOf(tx, programme)
		if err != nil {
			return err
		}
		out = ForecastView{Programme: g.Name, Year: g.Year, AsOf: g.Moment, Headline: g.Speaks, Forecast: g.Forecast()}
		if month == 0 || month == g.Speaks.Month || g.Speaks.Month == 0 {
			return nil
		}
		if month.Year() != g.Year || month > g.Speaks.Month {
			return models.Errorf(models.KindInvalid, "bad_month", "%s 没有可用于测算的审定数，请选择 %d年1月至 %s 之间的月份", month,
				g.Year, g.Speaks.Month)
		}
		then, err := g.At(tx, month, g.Moment)
		if err != nil {
			return err
		}
		out.Forecast = models.ForecastOf(month, then, g.Target, nil)
		return nil
	})
	if err != nil {
		return out, err
	}
	if models.CanCheckForecast(actor) {
		out.Coverage = &out.Forecast.Coverage
	}
	if project != "" {
		one := slices.IndexFunc(out.Projects, func(p models.ProjectForecast) bool { return p.Code == project })
		if one < 0 {
			return out, models.ProjectNotFound(project)
		}
		out.Projects = out.Projects[one : one+1]
	}
	return out, nil
}

// withoutForecast takes everything that is estimated, or needed to reach the target, out of a programme's state.
func (s *Status) withoutForecast() {
	s.Forecast, s.Outlook = nil, s.Outlook.Public()
	s.YearOutlook = s.YearOutlook.Public()
}

// shownTo leaves a programme's state as the actor may see it.
func (s *Status) shownTo(actor models.Actor) {
	if models.CanForecast(actor) != nil {
		s.withoutForecast()
	}
}

// ExportForecast writes the same as a workbook.
func (s *Service) ExportForecast(ctx context.Context, actor models.Actor, programme string) (fileName string,
	content []byte, err error) {
	view, err := s.Forecast(ctx, actor, programme, "", 0)
	if err != nil {
		return "", nil, err
	}
	var out bytes.Buffer
	err = workbook.WriteForecast(&out, workbook.Forecast{Programme: view.Programme, PreparedBy: preparedBy,
		AsOf: view.AsOf, Forecast: view.Forecast})
	return view.Programme + "全年测算表.xlsx", out.Bytes(), err
}
