package app

import (
	"context"

	"duban/internal/engine"
)

// tellSetAside says, logs and records that the embedded server's file was damaged and moved away. What is in the
// database is untouched, and a start that cannot record it is better than none.
func (a *App) tellSetAside(ctx context.Context, s *engine.SetAside) {
	if s == nil {
		return
	}
	a.say("流程引擎的数据文件 %s 已损坏，已移到 %s；业务数据不受影响，各项目的流程正从数据库重建", s.Path, s.MovedTo)
	if err := a.Service.RecordEngineSetAside(ctx, s.Path, s.MovedTo, s.Found); err != nil {
		a.log.ErrorContext(ctx, "record the damaged file of the embedded server", "error", err)
	}
}
