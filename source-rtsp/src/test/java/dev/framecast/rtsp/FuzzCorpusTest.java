package dev.framecast.rtsp;

import dev.framecast.fuzz.FuzzCorpusReplay;

class FuzzCorpusTest extends FuzzCorpusReplay {}
