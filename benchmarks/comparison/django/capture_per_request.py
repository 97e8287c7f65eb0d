"""A camera on a page with Django and OpenCV, as the first answer on the web has it: a capture for each request."""
import sys

import cv2
from django.conf import settings
from django.core.management import execute_from_command_line
from django.http import StreamingHttpResponse
from django.urls import path

settings.configure(DEBUG=False, ALLOWED_HOSTS=["*"], ROOT_URLCONF=__name__, SECRET_KEY="benchmark")


def frames():
    camera = cv2.VideoCapture(0, cv2.CAP_V4L2)
    camera.set(cv2.CAP_PROP_FOURCC, cv2.VideoWriter_fourcc(*"MJPG"))
    camera.set(cv2.CAP_PROP_FRAME_WIDTH, 1920)
    camera.set(cv2.CAP_PROP_FRAME_HEIGHT, 1080)
    try:
        while True:
            ok, image = camera.read()
            if not ok:
                return
            jpeg = cv2.imencode(".jpg", image)[1].tobytes()
            yield b"--frame\r\nContent-Type: image/jpeg\r\n\r\n" + jpeg + b"\r\n\r\n"
    finally:
        camera.release()


def stream(request):
    return StreamingHttpResponse(frames(), content_type="multipart/x-mixed-replace; boundary=frame")


urlpatterns = [path("stream", stream)]

if __name__ == "__main__":
    execute_from_command_line(sys.argv)
