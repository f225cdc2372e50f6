package api

import (
	"net/url"
	"slices"
	"strconv"

	"github.com/danielgtaylor/huma/v2"

	"duban/models"
)

// Paged selects a part of a list. Without it the complete list is returned.
type Paged struct {
	Limit int    `query:"limit" minimum:"1" maximum:"1000" doc:"最多返回几条；不填为全部" example:"100"`
	After string `query:"after" doc:"从这一条之后开始：上一页最后一条的编号。下一页的地址见 Link 响应头（rel=\"next\"）" example:"ZD-2021-007"`

	address url.URL // of the request
}

// Resolve stores the request's URL for the link to the next page.
func (p *Paged) Resolve(ctx huma.Context) []error {
	p.address = ctx.URL()
	return nil
}

// page is the response of a list that can become long.
type page[T any] struct {
	Link string `header:"Link" doc:"下一页的地址，rel=\"next\"；没有下一页时不返回"`
	Body []T
}

// paged cuts a list to the selected part; id returns the ID of a row.
func paged[T any](p *Paged, rows []T, id func(T) string, err error) (*page[T], error) {
	if err != nil {
		return nil, err
	}
	rows, link, err := cut(p, rows, id)
	if rows == nil {
		rows = []T{}
	}
	return &page[T]{link, rows}, err
}

// cut returns the selected rows and the link to the next ones.
func cut[T any](p *Paged, rows []T, id func(T) string) ([]T, string, error) {
	if p.After != "" {
		i := slices.IndexFunc(rows, func(row T) bool { return id(row) == p.After })
		if i < 0 {
			return nil, "", models.Errorf(models.KindInvalid, "bad_cursor", "列表中没有“%s”这一条，可能已经变化，请从第一页重新读取", p.After)
		}
		rows = rows[i+1:]
	}
	if p.Limit == 0 || p.Limit >= len(rows) {
		return rows, "", nil
	}
	rows = rows[:p.Limit]
	return rows, p.next(id(rows[p.Limit-1])), nil
}

func (p *Paged) next(after string) string {
	query := p.address.Query()
	query.Set("limit", strconv.Itoa(p.Limit))
	query.Set("after", after)
	next := url.URL{Path: p.address.Path, RawPath: p.address.RawPath, RawQuery: query.Encode()}
	return "<" + next.String() + `>; rel="next"`
}
