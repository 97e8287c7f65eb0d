"""The second answer on the web: one thread that reads the camera, and each viewer encodes the newest picture."""
import sys
import threading
import time

import cv2
from django.conf import settings
from django.core.management import execute_from_command_line
from django.http import StreamingHttpResponse
from django.urls import path

settings.configure(DEBUG=False, ALLOWED_HOSTS=["*"], ROOT_URLCONF=__name__, SECRET_KEY="benchmark")


class Camera:
    def __init__(self):
        self.capture = cv2.VideoCapture(0, cv2.CAP_V4L2)
        self.capture.set(cv2.CAP_PROP_FOURCC, cv2.VideoWriter_fourcc(*"MJPG"))
        self.capture.set(cv2.CAP_PROP_FRAME_WIDTH, 1920)
        self.capture.set(cv2.CAP_PROP_FRAME_HEIGHT, 1080)
        self.image, self.number = None, 0
        threading.Thread(target=self.update, daemon=True).start()

    def update(self):
        while True:
            ok, image = self.capture.read()
            if ok:
                self.image, self.number = image, self.number + 1


camera = Camera()


def frames():
    seen = 0
    while True:
        if camera.number == seen:
            time.sleep(0.005)
            continue
        seen = camera.number
        jpeg = cv2.imencode(".jpg", camera.image)[1].tobytes()
        yield b"--frame\r\nContent-Type: image/jpeg\r\n\r\n" + jpeg + b"\r\n\r\n"


def stream(request):
    return StreamingHttpResponse(frames(), content_type="multipart/x-mixed-replace; boundary=frame")


urlpatterns = [path("stream", stream)]

if __name__ == "__main__":
    execute_from_command_line(sys.argv)
