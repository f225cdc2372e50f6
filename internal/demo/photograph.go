package demo

import (
	"bytes"
	"hash/fnv"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	"math/rand/v2"
)

// siteWidth and siteHeight are the size of a drawn picture, in pixels.
const siteWidth, siteHeight = 960, 640

// sitePicture draws a building site as a JPEG, in place of a photograph. Each name has a picture of its own: the same
// photograph for two projects would be a finding.
func sitePicture(name string) ([]byte, error) {
	seed := fnv.New64a()
	_, _ = seed.Write([]byte(name))
	random := rand.New(rand.NewPCG(seed.Sum64(), 0x73697465))
	c := canvas{image.NewRGBA(image.Rect(0, 0, siteWidth, siteHeight))}
	ground := siteHeight*3/4 + random.IntN(40)
	for y := range siteHeight {
		shade := uint8(150 + y*90/siteHeight)
		c.fill(image.Rect(0, y, siteWidth, y+1), color.RGBA{shade - 40, shade - 10, min(shade+20, 250), 255})
	}
	c.fill(image.Rect(0, ground, siteWidth, siteHeight), color.RGBA{176, 150, 118, 255})
	x := 40 + random.IntN(60)
	for range 2 + random.IntN(2) {
		x = c.building(random, x, ground) + 50 + random.IntN(60)
	}
	c.crane(siteWidth-180-random.IntN(120), ground, 380+random.IntN(80))
	for at := range 16 { // the fence
		blue := color.RGBA{44, 92, 150, 255}
		c.fill(image.Rect(at*siteWidth/16+2, ground+30, (at+1)*siteWidth/16-2, ground+80), blue)
	}
	var content bytes.Buffer
	err := jpeg.Encode(&content, c, &jpeg.Options{Quality: 82})
	return content.Bytes(), err
}

type canvas struct{ *image.RGBA }

func (c canvas) fill(r image.Rectangle, of color.RGBA) {
	draw.Draw(c, r, image.NewUniform(of), image.Point{}, draw.Src)
}

// building draws a frame of some floors, the lower of them with windows, and returns its right side.
func (c canvas) building(random *rand.Rand, left, ground int) (right int) {
	const floor, bay = 44, 52
	floors, bays := 3+random.IntN(6), 3+random.IntN(3)
	done := random.IntN(floors)
	right = left + bays*bay
	concrete := color.RGBA{132, 134, 138, 255}
	for f := range floors {
		top := ground - (f+1)*floor
		c.fill(image.Rect(left, top, right, top+8), concrete)
		for b := range bays + 1 {
			c.fill(image.Rect(left+b*bay-4, top, left+b*bay+4, top+floor), concrete)
		}
		if f >= done {
			continue
		}
		for b := range bays {
			c.fill(image.Rect(left+b*bay+4, top+8, left+(b+1)*bay-4, top+floor), color.RGBA{206, 196, 178, 255})
			c.fill(image.Rect(left+b*bay+14, top+14, left+(b+1)*bay-14, top+floor-8), color.RGBA{92, 124, 150, 255})
		}
	}
	return right
}

func (c canvas) crane(x, ground, height int) {
	yellow := color.RGBA{222, 170, 42, 255}
	top := ground - height
	c.fill(image.Rect(x, top, x+10, ground), yellow)
	c.fill(image.Rect(x-260, top+30, x+110, top+38), yellow)
	c.fill(image.Rect(x+80, top+38, x+110, top+64), color.RGBA{96, 98, 102, 255})
	c.fill(image.Rect(x-200, top+38, x-198, top+170), color.RGBA{60, 60, 64, 255})
}
