package api

import (
	"context"

	"github.com/danielgtaylor/huma/v2"

	"duban/models"
	"duban/tracking"
)

// Calendars are the working days, and the ladder they are counted for.
type Calendars interface {
	ShowCalendar(ctx context.Context, actor models.Actor, year int) (tracking.YearAtAGlance, error)
	EnterCalendar(ctx context.Context, actor models.Actor, key string, c tracking.CalendarEntry,
		preview bool) (tracking.CalendarEntered, error)
	SetLadder(ctx context.Context, actor models.Actor, key, programme, ladder string,
		preview bool) (tracking.LadderSwitch, error)
	Curves(ctx context.Context, actor models.Actor, programme string) (tracking.CurveView, error)
	SetCurve(ctx context.Context, actor models.Actor, key, programme, curve string,
		preview bool) (tracking.CurveChange, error)
}

func calendarRoutes(a huma.API, h handlers) {
	get(a, "/api/v1/calendar", "show-calendar", "一年的放假和调休", h.showCalendar)
	post(a, "/api/v1/calendar", "enter-calendar", "录入国务院办公厅的放假安排；preview 只看会变动什么", h.enterCalendar)
	post(a, "/api/v1/programmes/{programme}/ladder", "set-ladder", "换用督办办法；preview 只看会变动什么", h.setLadder)
	get(a, "/api/v1/programmes/{programme}/curve", "show-curve", "序时曲线及其依据", h.showCurve)
	post(a, "/api/v1/programmes/{programme}/curve", "set-curve", "换用序时曲线；preview 只看会变动什么", h.setCurve)
}

type showCalendarInput struct {
	Year int `query:"year" doc:"年份；不填为今年" example:"2027"`
}

func (h handlers) showCalendar(ctx context.Context, actor models.Actor,
	in *showCalendarInput) (*answer[tracking.YearAtAGlance], error) {
	return answered(h.t.ShowCalendar(ctx, actor, in.Year))
}

type enterCalendarInput struct {
	Keyed
	Preview bool `query:"preview" doc:"只看会变动什么，不保存"`
	Body    body[tracking.CalendarEntry]
}

func (h handlers) enterCalendar(ctx context.Context, actor models.Actor,
	in *enterCalendarInput) (*answer[tracking.CalendarEntered], error) {
	return answered(h.t.EnterCalendar(ctx, actor, in.Key, in.Body.Value, in.Preview))
}

// LadderBody names a ladder.
type LadderBody struct {
	Ladder string `json:"ladder" doc:"督办办法：default、default-2026、default-2026-11，或已通过规则的编号或名称" example:"default-2026-11"`
}

type setLadderInput struct {
	Keyed
	Programme string `path:"programme" doc:"项目清单：名称、编号或年度" example:"2021年区重点项目"`
	Preview   bool   `query:"preview" doc:"只看会变动什么，不保存"`
	Body      body[LadderBody]
}

func (h handlers) setLadder(ctx context.Context, actor models.Actor,
	in *setLadderInput) (*answer[tracking.LadderSwitch], error) {
	return answered(h.t.SetLadder(ctx, actor, in.Key, in.Programme, in.Body.Value.Ladder, in.Preview))
}
