package web

import (
	"duban/models"
	"duban/tracking"
)

// monthRow is one month of the table below the curve.
type monthRow struct {
	tracking.CurvePoint
	Gap *models.Money // schedule minus approved; nil without an approved figure
}

// chart is the curve's data for the script, in 亿元. Floats are used for drawing only.
type chart struct {
	Target    float64    `json:"target"`
	Months    []string   `json:"months"`
	Scheduled []float64  `json:"scheduled"`
	Approved  []*float64 `json:"approved"`
	LastYear  []*float64 `json:"lastYear"`
	Words     chartWords `json:"words"`
}

// chartWords are the texts the script shows.
type chartWords struct {
	Unit      string `json:"unit"`
	Target    string `json:"target"`
	Scheduled string `json:"scheduled"`
	Approved  string `json:"approved"`
	LastYear  string `json:"lastYear"`
}

func curveOf(o tracking.Overview, l lang) (rows []monthRow, c chart) {
	c.Words = chartWords{Unit: l.text("亿元"), Target: l.text("年度目标"), Scheduled: l.text("序时"), Approved: l.text("审定完成"),
		LastYear: l.text("上年")}
	c.Target = l.plotted(figuresOf(o.Status).Target)
	for _, point := range o.Curve {
		row := monthRow{CurvePoint: point}
		if point.Approved != nil {
			gap := point.Scheduled - *point.Approved
			row.Gap = &gap
		}
		rows = append(rows, row)
		c.Months = append(c.Months, l.month(point.Month))
		c.Scheduled = append(c.Scheduled, l.plotted(point.Scheduled))
		c.Approved = append(c.Approved, l.plottedIfKnown(point.Approved))
		c.LastYear = append(c.LastYear, l.plottedIfKnown(point.LastYear))
	}
	return rows, c
}

// plotted is an amount in the unit of the chart: 亿元, in English billions of yuan.
func (l lang) plotted(m models.Money) float64 {
	if l == english {
		return m.Float(models.YiYuan) / 10
	}
	return m.Float(models.YiYuan)
}

func (l lang) plottedIfKnown(m *models.Money) *float64 {
	if m == nil {
		return nil
	}
	f := l.plotted(*m)
	return &f
}
