package app

import "context"

// followEngineFile lets the doctor look at the embedded server's file. When this start found it damaged and moved it
// away, it says and records that: what is in the database is untouched, and a start that cannot record it is better
// than none.
func (a *App) followEngineFile(ctx context.Context) {
	if a.engine == nil {
		return
	}
	a.Service.EngineFile = a.engine.CheckFile
	s := a.engine.SetAside()
	if s == nil {
		return
	}
	a.say("流程引擎的数据文件 %s 已损坏，已移到 %s；业务数据不受影响，各项目的流程正从数据库重建", s.Path, s.MovedTo)
	if err := a.Service.RecordEngineSetAside(ctx, s.Path, s.MovedTo, s.Found); err != nil {
		a.log.ErrorContext(ctx, "record the damaged file of the embedded server", "error", err)
	}
}
