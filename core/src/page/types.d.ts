// What more than one of the page's scripts knows of, for the checks: nothing of this is served.

/** A camera in the answer to /cameras, as CamerasJson writes it; fields that the page does not read are left out. */
interface CameraJson {
  id: string;
  name: string;
  state: 'IDLE' | 'CONNECTING' | 'LIVE' | 'STALLED' | 'BACKOFF' | 'CLOSED';
  /** What it sends; null before that is known. */
  format: string | null;
  /** Whether its own video can be had, if it sends any: not of one that is rotated or flipped. */
  video: boolean;
  /** Where it has more than one. */
  streams: { width: number; height: number }[];
  /** Of its pictures; 0 before the first. */
  width: number;
  height: number;
  /** The widths that it can be asked for, narrowest first. */
  widths: number[];
  /** Null where the source has given no number. */
  fps: number | null;
  promisedFps: number | null;
  /** Of its newest picture, when the server answered; null before the first. */
  ageMillis: number | null;
  viewers: number;
  renditions: RenditionJson[];
  lastError: string | null;
  retryMillis: number;
  waitingFor: string | null;
}

interface RenditionJson {
  /** 0 is the camera's own. */
  width: number;
  problem: string | null;
}

/** The answer to /cameras. */
interface CamerasJson {
  /** The server's time, in milliseconds since 1970. */
  now: number;
  cameras: CameraJson[];
  /** Whether who asks may ask for /found. */
  search?: boolean;
}

/** A camera of the network. */
interface FoundCameraJson {
  /** That it may have here; '' where it is here already, or has no address. */
  id: string;
  host: string;
  /** What it calls itself; may be ''. */
  name: string;
  /** Their forms and sizes, for people. */
  streams: string;
  /** With a place for a login; '' where there is none. */
  address: string;
  /** Whether something of the address is not shown. */
  secret: boolean;
  login: boolean;
  there: boolean;
  problem: string;
}

/** The answer to /found. */
interface FoundJson {
  searching: boolean;
  /** Null before the first search has ended. */
  ageMillis: number | null;
  problem: string;
  /** How many are left out. */
  more: number;
  cameras: FoundCameraJson[];
}

/** What states.js knows of a camera. */
interface CameraStatus extends CameraJson {
  /** When the server said so, by its clock. */
  at: number;
  /** The rate that it has when all is well; 0 while that is not known. */
  usualFps: number;
}

/** What the server is asked for; 0 is the camera's own width or rate. */
interface PictureSize {
  width: number;
  fps: number;
}

/** The camera's own video, or JPEGs made of it. */
type Form = 'video' | 'jpeg';

interface CameraRequest extends PictureSize {
  id: string;
  form: Form;
  /** The unit of video that is here already; '' for none. */
  after?: string;
}

/** A part of the stream that is one access unit of H.264 or H.265. */
interface VideoUnit {
  /** When it was captured, by the server's clock, in milliseconds since 1970. */
  at: number;
  sequence: number;
  /** Of a key frame, as RFC 6381 names it; of others ''. */
  codec: string;
  /** Of a key frame: what is seen of the picture. */
  width: number;
  height: number;
  /** When it is to be seen, in microseconds. */
  presented: number;
  /** Which of the server's connections to the camera it came over. */
  epoch: number;
  /** Here, in milliseconds of performance.now(). */
  arrived: number;
  /** The bytes, in pieces as they came. */
  body: Uint8Array<ArrayBuffer>[];
}

/** What people are told of a picture's form and size: such as H.264, 1920 by 1080. */
interface Look {
  form: string;
  width: number;
  height: number;
}

interface Captured {
  /** When, by the server's clock, in milliseconds since 1970. */
  at: number;
  /** NaN where the browser does not say which picture it is. */
  sequence: number;
}

/** A picture to paint. Who has it closes the image. */
interface Frame extends Captured, Look {
  id: string;
  image: ImageBitmap | VideoFrame;
}

/** A picture as it comes: a JPEG, in pieces, or out of a video decoder. */
type RawPicture =
  | ({ id: string; form: string; body: Uint8Array<ArrayBuffer>[]; image?: undefined } & Captured)
  | (Frame & { image: VideoFrame });

/** A picture on the screen. */
interface Painted extends Captured, Look {}

/** What a person is told of a camera: see reading.js. */
interface Reading {
  state:
    | 'live'
    | 'connecting'
    | 'late'
    | 'stalled'
    | 'offline'
    | 'unreachable'
    | 'refused'
    | 'paused'
    | 'idle'
    | 'closed'
    | 'missing';
  what: string;
  why: string;
}

/** How pictures of a camera come: see reduction.js. */
interface Sample {
  /** Milliseconds that the server's newest picture is newer than the one here. */
  behind: number;
  /** Pictures a second, 0 where not known: painted, asked for, and what would be asked for without any reduction. */
  painted: number;
  expected: number;
  full: number;
  /** The size of a picture. */
  pixels: number;
}

type Transport = 'stream' | 'images' | 'snapshots';

interface Layout {
  columns: number;
  rows: number;
}

/** What is asked for: all is whether these are all cameras that the server has, in its order. */
interface Wanted {
  requests: CameraRequest[];
  all: boolean;
}

/** What a receiver is told. */
type ReceiverMessage =
  | { want: Wanted & { base: string } }
  /** Something seems to be missing: ask for the same anew. */
  | { renew: true }
  /** Whether the server answers others. */
  | { answers: boolean }
  /** These cameras' pictures were painted, or thrown away. */
  | { taken: string[] };

/** What a receiver says of a camera's video. */
type VideoNews =
  /**
   * It is decoded or painted too slowly, and the rest of it left out until a key frame in so many milliseconds;
   * 0 while nothing is. How long a picture waited to be painted, if that is why.
   */
  | { slow: { id: string; wait: number; late?: number } }
  /** This browser does not decode it. */
  | { noVideo: { id: string; codec: string } }
  /** The browser has no decoder left for it. */
  | { tooMany: { id: string } };

/** What a receiver says. */
type ReceiverNews =
  | VideoNews
  | { frame: Frame }
  /** The server has no picture of the camera of that id. */
  | { slate: string }
  /** Whether pictures flow. */
  | { link: boolean }
  /** Words about a stream that the server did not give, and '' when it does. */
  | { problem: string };

/** Gets pictures: receiver.js, here or in a worker, or fallback.js. */
interface PictureReceiver {
  handle(message: ReceiverMessage): void;
  close(): void;
}
