package store

import (
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/logger"
)

// gormConfig is the same for every pool.
func gormConfig() *gorm.Config {
	return &gorm.Config{
		SkipDefaultTransaction: true, // Write and Read open the only transactions
		DisableAutomaticPing:   true,
		Logger:                 logger.Discard, // failures are returned and logged once, at the edge
		// GORM would fill an empty CreatedAt with this clock, in seconds. Rows carry the instant their writer gave them,
		// so the clock stands at zero.
		NowFunc: func() time.Time { return time.Unix(0, 0) },
	}
}
